# Who is in the room: the teacher beside the board, and the backs of the pupils' heads in front of it.

pupils=(110 262 418 566 720 872)
hair=(2A2F3B 1E2D4A 4A6E96 22252B 2B4468 1B1F26)
jumper=(6B4A3A 54623F 3F3F7A 6B4A3A 54623F 3F3F7A)

room() { # from until
  local n x
  show 0 "$1" "$2" "$(shape B9C7D0 "$(box 0 610 1280 110)")"
  show 0 "$1" "$2" "$(shape A3B3BE "$(box 0 604 1280 8)")"
  show 0 "$1" "$2" "$(shape C4D0D8 "$(box 62 42 896 494)")"
  show 0 "$1" "$2" "$(shape 9AA6AE "$(box 54 34 896 494)")"
  show 0 "$1" "$2" "$(shape "$paper" "$(box 66 46 872 470)")"
  show 0 "$1" "$2" "$(shape 7E8A92 "$(box 380 528 250 10)")"
  show 0 "$1" "$2" "$(shape 3A3A3A "$(box 1010 60 190 66)")"
  show 4 "$1" "$2" "$(shape 22283A "m 1058 300 b 1040 190 1062 152 1112 152 b 1164 152 1184 196 1166 300 ")"
  show 4 "$1" "$2" "$(shape 88AAD2 "$(box 1096 262 34 50)")"
  show 4 "$1" "$2" "$(shape 4A5510 "m 1046 720 b 1038 560 1040 420 1052 344 b 1060 312 1090 300 1114 300 \
b 1146 300 1170 314 1176 346 b 1190 430 1192 560 1188 720 ")"
  show 4 "$1" "$2" "$(shape 5C6B1F "m 1156 340 b 1196 348 1206 420 1202 520 l 1202 590 1166 590 1162 520 ")"
  show 4 "$1" "$2" "$(shape F2F4F6 "m 1096 302 l 1132 302 1114 344 ")"
  for n in "${!pupils[@]}"; do
    x=${pupils[n]}
    show 8 "$1" "$2" "$(shape "${jumper[n]}" "m $((x-66)) 720 b $((x-60)) 676 $((x-30)) 664 $x 664 \
b $((x+30)) 664 $((x+60)) 676 $((x+66)) 720 ")"
    show 8 "$1" "$2" "$(shape "${hair[n]}" "$(oval "$x" 634 38 44)")"
  done
}

# Her head nods a little while she speaks, and is still while she listens.
face() { # from until speaking
  local from=$1 end step=0 move
  while ((from < $2)); do
    end=$((from+520 < $2 ? from+520 : $2))
    case $3$((step%2)) in
      yes0) move='\move(0,0,-2,-4)' ;;
      yes1) move='\move(-2,-4,0,0)' ;;
      *) move='\pos(0,0)' ;;
    esac
    show 5 "$from" "$end" "{\\an7$move$(colour 88AAD2)\\p1}$(oval 1110 230 42 52)"
    show 5 "$from" "$end" "{\\an7$move$(colour 22283A)\\p1}m 1064 226 b 1064 164 1092 160 1114 160 \
b 1150 160 1160 190 1160 228 b 1140 216 1120 204 1112 184 b 1104 206 1086 216 1064 226 "
    show 5 "$from" "$end" "{\\an7$move$(colour 22283A)\\p1}$(oval 1094 232 4 5)$(oval 1126 232 4 5)"
    show 5 "$from" "$end" "{\\an7$move$(colour 5A5AA8)\\p1}$(mouth $((step%2)) "$3")"
    from=$end step=$((step+1))
  done
}

mouth() {
  if [[ $1$2 == 1yes ]]; then oval 1109 259 10 7
  else printf 'm 1092 254 b 1100 266 1118 266 1126 254 b 1118 261 1100 261 1092 254 '; fi
}

hand_up() { # pupil from until
  local x=$((pupils[$1]+46))
  local sleeve="m $((x-6)) 720 l $((x-2)) 560 $((x+22)) 560 $((x+20)) 720 "
  show 7 "$2" "$3" "$(shape "${jumper[$1]}" "$sleeve" '\fad(150,150)')"
  show 7 "$2" "$3" "$(shape 88AAD2 "$(oval $((x+10)) 546 15 20)" '\fad(150,150)')"
}
