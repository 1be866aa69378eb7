# What is said in the demo lesson, and what comes on the board meanwhile.

write 106 70 56 "$ink" 'Which is larger?'
point 300 110
amira 'Good morning, everyone. Books away, and eyes on the board, please.'
fraction 330 190 88 "$blue" 3 4; write 470 250 56 "$grey" 'or'; fraction 660 190 88 "$orange" 2 3
amira 'Today we have one question. How do we know which of two fractions is larger?'
point 330 290
amira 'Here is the first pair. Three quarters, and two thirds.'
point 660 290
amira 'Imagine a cake. Which one would you rather have? Tell your partner, and give a reason.'
hush 2500
amira 'Leila, what did you two think?'
hand_up 2 $((now-4200)) "$now"
pupil 2 'We think three quarters, because four is bigger than three.'
write 106 438 40 "$grey" 'Leila: because 4 is bigger than 3'
amira 'Thank you. That is a reason, so we can test it.'
wipe

write 106 62 50 "$ink" 'Draw it: the same whole, twice'
fraction 150 140 46 "$blue" 3 4; bar 230 156 648 4 3 "$blue"
point 560 190
amira 'Let us draw it. This bar is one whole. I cut it into four equal parts, and shade three of them.'
fraction 150 290 46 "$orange" 2 3; bar 230 306 648 3 2 "$orange"
point 560 340
amira 'Here is another bar, exactly the same length. I cut this one into three, and I shade two.'
rule 716 150 230; rule 662 300 80
point 716 260
amira 'Now look at where the shading ends. What do you notice? Tom?'
pupil 4 'Three quarters goes a bit further. Only one quarter is missing. In the other, a whole third is.'
amira 'Say that again, because it is important. What is missing?'
write 230 420 40 "$green" 'missing: 1 quarter, 1 third'
pupil 4 'One quarter is missing, and one third is missing. A quarter is smaller, so more is left.'
amira 'So three quarters is larger. But is it larger because four is bigger than three?'
wipe

write 106 62 50 "$ink" "Testing Leila's rule"
fraction 150 140 46 "$orange" 2 3; bar 230 156 645 3 2 "$orange"
fraction 150 290 46 "$blue" 2 5; bar 230 306 645 5 2 "$blue"
point 560 190
amira 'Here are two thirds, and two fifths. Five is bigger than three. So which is larger?'
hush 2000
pupil 2 'Oh. Two thirds is larger. The fifths are smaller pieces.'
point 300 340
amira 'What changed your mind?'
pupil 2 'If you cut it into more pieces, every piece gets smaller.'
write 230 420 40 "$green" 'More pieces, smaller pieces'
point 420 460
amira 'Write that down, please. More pieces means smaller pieces.'
wipe

write 106 62 50 "$ink" 'How can we be certain?'
bar 230 156 648 4 3 "$blue"; bar 230 306 648 3 2 "$orange"
point 690 340
amira 'Pictures help. But sometimes the bars are too close to call. How could we be certain?'
fraction 150 140 46 "$blue" 9 12; bar 230 156 648 12 9 "$blue"
fraction 150 290 46 "$orange" 8 12; bar 230 306 648 12 8 "$orange"
point 690 190
amira 'We cut both bars into twelfths. Three quarters is nine twelfths. Two thirds is eight twelfths.'
write 230 420 40 "$green" 'Same size pieces, so just count: 9 > 8'
point 480 460
amira 'Now the pieces are the same size, so we only have to count. Nine is more than eight.'
wipe

write 106 62 50 "$ink" 'Your turn'
fraction 330 150 80 "$blue" 5 8; write 470 205 50 "$grey" 'or'; fraction 660 150 80 "$orange" 2 3
point 500 240
amira 'On your own now. Five eighths, and two thirds.'
write 150 410 44 "$green" '1 guess    2 draw    3 prove it'
point 420 450
amira 'First guess, then draw it, then prove it. I want to hear how you decide.'
amira 'You have four minutes. Off you go.'
hush 3000
