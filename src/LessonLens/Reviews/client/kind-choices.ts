import { html } from 'lit';
import { abouts, kinds, kindWords, type About, type Kind } from './annotation';
import { kindShape } from './kind-shape';

export interface Choice {
  kind: Kind;
  about: About | undefined;
}

/**
 * What kind of note it is and whom it is about. `name` keeps the choices of two forms on a
 * page apart, `open` are the kinds that may be chosen now.
 */
export const kindChoices = (
  { kind, about }: Choice, name: string, choose: (choice: Choice) => void, open: readonly Kind[] = kinds,
) => html`
  <fieldset class="choices kinds">
    <legend class="heard-only">Kind of note</legend>
    ${open.map(one => html`<label class="kind ${one}">
      <input type="radio" name="kind-${name}" value=${one} .checked=${kind === one}
        @change=${() => choose({ kind: one, about })}>${kindShape(one)} ${kindWords[one]}</label>`)}
  </fieldset>
  <fieldset class="choices about">
    <legend class="heard-only">About</legend>
    ${abouts.map(one => html`<label>
      <input type="checkbox" .checked=${about === one}
        @change=${() => choose({ kind, about: about === one ? undefined : one })}><span
        class="heard-only">about the </span>${one}</label>`)}
  </fieldset>`;
