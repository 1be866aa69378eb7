# The classroom of the demo recording, drawn as subtitle shapes (ASS), which ffmpeg paints on the picture.
# Times are milliseconds, places are pixels of 1280 x 720, colours are blue-green-red as ASS has them.

paper=F6FAFB ink=40302A blue=9E5F2F orange=1F74D0 green=3E7A1D teal=5C6B0F grey=8C8A85
now=0 pointed_ms=0 pointed="620 300"
waiting=()   # what stands on the board and has no end yet: "layer|start|shape"

clock() { printf '0:%02d:%02d.%02d' $(($1/60000)) $(($1/1000%60)) $(($1/10%100)); }
show() { printf 'Dialogue: %s,%s,%s,board,,0,0,0,,%s\n' "$1" "$(clock "$2")" "$(clock "$3")" "$4" >> "$ass"; }
put() { waiting+=("$1|$now|$2"); }
colour() { printf '\\1c&H%s&\\bord0\\shad0' "$1"; }
shape() { printf '{\\an7\\pos(0,0)%s%s\\p1}%s' "$(colour "$1")" "${3:-}" "$2"; }
box() { printf 'm %d %d l %d %d %d %d %d %d ' "$1" "$2" $(($1+$3)) "$2" $(($1+$3)) $(($2+$4)) "$1" $(($2+$4)); }

# A circle or an ellipse of four curves; 55 % of the radius is where their handles stand.
oval() {
  local x=$1 y=$2 a=$3 b=$4 c=$(($3*55/100)) d=$(($4*55/100))
  printf 'm %d %d b %d %d %d %d %d %d ' "$x" $((y-b)) $((x+c)) $((y-b)) $((x+a)) $((y-d)) $((x+a)) "$y"
  printf 'b %d %d %d %d %d %d ' $((x+a)) $((y+d)) $((x+c)) $((y+b)) "$x" $((y+b))
  printf 'b %d %d %d %d %d %d ' $((x-c)) $((y+b)) $((x-a)) $((y+d)) $((x-a)) "$y"
  printf 'b %d %d %d %d %d %d ' $((x-a)) $((y-d)) $((x-c)) $((y-b)) "$x" $((y-b))
}

# Writing appears from left to right, as from a pen.
write() { # x y size colour text
  local right=$(($1+${#5}*$3*7/10)) top=$(($2-10)) bottom=$(($2+$3*3/2)) pace=$((${#5}*45))
  local pen="\\clip($1,$top,$1,$bottom)\\t(0,$pace,\\clip($1,$top,$right,$bottom))"
  put 2 "{\\an7\\pos($1,$2)\\fs$3$(colour "$4")$pen}$5"
}

fraction() { # x (middle) y size colour upper lower
  put 2 "{\\an8\\pos($1,$2)\\fs$3$(colour "$4")\\fad(250,0)}$5"
  put 2 "$(shape "$4" "$(box $(($1-$3*6/10)) $(($2+$3*11/10)) $(($3*12/10)) 5)" '\fad(250,0)')"
  put 2 "{\\an8\\pos($1,$(($2+$3*12/10)))\\fs$3$(colour "$4")\\fad(250,0)}$6"
}

# A bar of equal parts; the shaded ones fill up one after the other.
bar() { # x y width parts shaded colour
  local height=64 n part=$(($3/$4))
  put 1 "$(shape "$ink" "$(box $(($1-3)) $(($2-3)) $((part*$4+6)) $((height+6)))" '\fad(200,0)')"
  for ((n=0; n<$4; n++)); do
    put 1 "$(shape "$paper" "$(box $(($1+n*part+1)) "$2" $((part-2)) $height)" '\fad(200,0)')"
    if ((n < $5)); then
      put 1 "$(shape "$6" "$(box $(($1+n*part+1)) "$2" $((part-2)) $height)" \
        "\\alpha&HFF&\\t($((600+n*300)),$((900+n*300)),\\alpha&H30&)")"
    fi
  done
}

rule() { put 2 "$(shape "$orange" "$(box "$1" "$2" 3 "$3")" '\fad(400,0)')"; }   # x y height

wipe() {
  local item rest
  for item in "${waiting[@]}"; do rest=${item#*|}; show "${item%%|*}" "${rest%%|*}" "$now" "${rest#*|}"; done
  waiting=()
}

# The teacher's arm turns towards the place, and the dot of her pointer goes there.
point() { # x y
  local from=$pointed
  rest_pointer; pointed="$1 $2"; pointed_from=$from
}
rest_pointer() {
  ((now > pointed_ms)) || return 0
  local from=${pointed_from:-$pointed} to=$pointed
  local way="\\move(${from% *},${from#* },${to% *},${to#* },0,600)"
  show 5 "$pointed_ms" "$now" "{\\an7$way$(colour 2B2BE0)\\alpha&H20&\\p1}$(oval 9 9 9 9)"
  show 6 "$pointed_ms" "$now" "$(shape 4A5510 "m 1062 352 l 1070 326 1196 330 1196 350 1070 372 " \
    "\\org(1070,348)\\frz$(arm "$from")\\t(0,600,\\frz$(arm "$to"))")"
  show 6 "$pointed_ms" "$now" "$(shape 88AAD2 "$(oval 1204 340 16 15)" \
    "\\org(1070,348)\\frz$(arm "$from")\\t(0,600,\\frz$(arm "$to"))")"
  pointed_ms=$now pointed_from=$to
}
arm() { awk -v x="${1% *}" -v y="${1#* }" 'BEGIN { print int(atan2(348-y, x-1070)*180/3.14159+360)%360 }'; }
