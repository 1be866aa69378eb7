import { expect, test } from 'vitest';
import { Unreachable } from '../../Shared/client/http';
import { LiveTransfer } from './live-transfer';
import type { Refusal } from './refusal';
import { Turned, type UploadLine } from './upload-line';

/** A server that keeps what it gets, and a line that can be cut. */
class FakeLine {
  has = '';
  length: number | undefined;
  cutAfter: number | undefined;
  refuses: Turned | undefined;

  begin = () => Promise.resolve('/u/1');
  howFar = () => this.#meet(() => ({ offset: this.has.length, length: this.length }));
  drop = () => Promise.resolve();
  cut = () => {};

  async send(_: string, bytes: Blob, offset: number, length?: number) {
    const text = await bytes.text();
    return this.#meet(() => {
      expect(offset).toBe(this.has.length);
      this.has += text.slice(0, this.cutAfter);
      if (this.cutAfter !== undefined) throw new Unreachable();
      this.length = length;
      return this.has.length;
    });
  }

  async #meet<T>(answer: () => T) {
    if (this.refuses) throw this.refuses;
    return answer();
  }
}

function recording() {
  const line = new FakeLine();
  const told: { state: string; refused?: Refusal | undefined }[] = [];
  const transfer = new LiveTransfer('l.webm', 'video/webm', {
    state: (state, refused) => told.push({ state, refused }), progress: () => {},
  }, line as unknown as UploadLine);
  transfer.start('lesson');
  const once = (state: string) => expect.poll(() => told.at(-1)?.state).toBe(state);
  return { line, transfer, told, once };
}

test('what is recorded arrives while it is recorded, and its length at the end', async () => {
  const { line, transfer, once } = recording();
  transfer.add(new Blob(['one ']), 2000);
  await expect.poll(() => line.has).toBe('one ');
  transfer.add(new Blob(['two']), 4000);
  await expect.poll(() => transfer.pieces.safeMs).toBe(4000);
  expect(line.length).toBeUndefined();
  transfer.end();
  await once('done');
  expect(line).toMatchObject({ has: 'one two', length: 7 });
});

test('a cut line loses nothing: the recording goes on and the upload catches up', async () => {
  const { line, transfer, once } = recording();
  line.cutAfter = 2;
  transfer.add(new Blob(['one ']), 2000);
  await once('waiting');
  transfer.add(new Blob(['two ']), 4000);
  expect(transfer.pieces.waitingBytes).toBe(8);
  line.cutAfter = undefined;
  transfer.goOn();
  transfer.add(new Blob(['three']), 6000);
  transfer.end();
  await once('done');
  expect(line.has).toBe('one two three');
});

test('where there is no room it is said, and goes on when the teacher tries again', async () => {
  const { line, transfer, told, once } = recording();
  line.refuses = new Turned(507, 'No room.');
  transfer.add(new Blob(['one']), 2000);
  await once('lost');
  expect(told.at(-1)?.refused).toEqual({ why: 'No room.', ways: ['again'] });
  line.refuses = undefined;
  transfer.goOn();
  transfer.end();
  await once('done');
});

test('a recording that was ended from another page is not written over', async () => {
  const { line, transfer, told, once } = recording();
  line.cutAfter = 1;
  transfer.add(new Blob(['one']), 2000);
  await once('waiting');
  line.length = 1;
  transfer.goOn();
  await once('lost');
  expect(told.at(-1)?.refused?.why).toMatch(/ended from another page/);
});
