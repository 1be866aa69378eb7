import type { LessonPlayer } from '../../Media/client/lesson-player';
import { showKeys } from './keys-dialog';
import type { NoteComposer } from './note-composer';
import { actionFor, type RoomAction } from './room-keys';

const jumpMs = 5000;

export interface SpanKeys {
  begin(): void;
  end(): void;
  repeat(): void;
}

/** The keys of the room and the button that lists them. */
export function heedKeys(player: LessonPlayer, composer: NoteComposer | null, spans: SpanKeys) {
  const help = () => showKeys(!!composer);
  const does: Record<RoomAction, () => void> = {
    toggle: () => player.toggle(),
    back: () => player.goTo(player.momentMs - jumpMs),
    on: () => player.goTo(player.momentMs + jumpMs),
    'frame-back': () => player.step(-1),
    'frame-on': () => player.step(1),
    slower: () => player.changeSpeed(-1),
    faster: () => player.changeSpeed(1),
    write: () => void composer?.write(),
    begin: () => spans.begin(),
    end: () => spans.end(),
    repeat: () => spans.repeat(),
    noticed: () => composer?.choose('noticed'),
    wondered: () => composer?.choose('wondered'),
    worked: () => composer?.choose('worked'),
    try: () => composer?.choose('try'),
    help,
  };
  document.addEventListener('keydown', event => {
    if (document.querySelector('dialog[open]')) return;
    // Inside a shadow root (the player's buttons) the first element of the path is what really has the focus.
    const target = event.composedPath()[0] as Element;
    const action = actionFor(event.key, {
      typing: target.matches('textarea, select, input:not([type=range], [type=radio], [type=checkbox])'),
      onControl: target.matches('a, button, input, summary, [role=button], [role=slider]'),
      modified: event.ctrlKey || event.altKey || event.metaKey,
    });
    if (!action) return;
    event.preventDefault();
    does[action]();
  });
  document.querySelector('#show-keys')?.addEventListener('click', help);
}
