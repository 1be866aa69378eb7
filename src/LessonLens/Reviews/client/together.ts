import { Drift } from './drift';
import { positionAt, type Playback } from './playback';
import type { PersonHere } from './room-connection';
import type { Picture, TogetherClock, TogetherLine, TogetherView } from './together-parts';

/** A play or a seek takes a moment to settle; until then nothing is drift. */
const settlingMs = 1500;
/** So near to the shared playhead a picture that plays goes on without a jump; the nudging does the rest. */
const noJumpMs = 300;
const betweenLooksMs = 1000;
/** A shorter gap in the data is not worth stopping the others. */
const starvedMs = 250;
/** Whoever watched alone and is as near as this goes on as they are when company comes. */
const nearEnoughMs = 400;
const betweenDrivesMs = 200;

/**
 * This page's part in watching together: sends what its person does with the playhead, and moves its picture
 * as the shared one says.
 */
export class Together {
  /** Lets the shared playhead move the picture. */
  following = true;
  /** The browser lets nothing play before a touch. */
  needsTouch = false;
  people: PersonHere[] = [];
  #record: Playback | undefined;
  #mine = 0;
  /** What this person, or the shared playhead, wants last: a command may still be on its way. */
  #wants = false;
  #commands = 0;
  /** Commands of this person that no answer has come to. */
  #onTheirWay = 0;
  /** The record says where the picture has not gone yet. */
  #waits = false;
  #drift = new Drift();
  #start: unknown;
  #quietUntilMs = -Infinity;
  #lookedMs = -Infinity;
  #starvedSinceMs: number | undefined;
  #toldLoading = false;
  #waitingDrive: unknown;
  #lastDriveMs = -Infinity;
  #joined = false;

  constructor(
    readonly me: string, private readonly picture: Picture, private readonly line: TogetherLine,
    private readonly clock: TogetherClock, private readonly view: TogetherView,
  ) {}

  get others() { return this.people.filter(person => person.personId !== this.me); }
  /** The picture is moved for others too, and by them. */
  get shared() { return this.#joined && this.following && this.others.length > 0; }
  get driver() { return this.#record?.driver ?? undefined; }
  get mayDrive() { return this.driver === undefined || this.driver === this.me; }
  /** Where the others are. */
  get sharedMs() { return this.#record ? positionAt(this.#record, this.clock.nowMs) : undefined; }
  /** Nobody has moved the playhead since this page did. */
  get lastIsMine() { return !this.shared || this.#record?.rev === this.#mine; }

  /** (Re)connected, and this is the room as it is. */
  joined(people: PersonHere[], playback: Playback | null | undefined) {
    this.#joined = true;
    this.#toldLoading = false;
    this.people = people;
    // What was told while this was on its way may be newer.
    if (playback && playback.rev >= (this.#record?.rev ?? 0)) this.#record = playback;
    if (!this.following) void this.line.follow(false).catch(() => {});
    if (this.shared && playback) this.#apply();
    // Whoever is alone is where they are; the others will find them there.
    else if (this.following && this.others.length === 0 && this.#hasMoved) this.#tell();
    this.view.changed();
  }

  lineLost() {
    this.#joined = false;
    this.#cancelStart();
    this.view.changed();
  }

  peopleChanged(people: PersonHere[]) {
    const wasAlone = this.others.length === 0;
    this.people = people;
    if (wasAlone && this.shared) this.#companyCame();
    if (!this.shared) this.picture.nudge = 1;
    this.view.changed();
  }

  told(playback: Playback) {
    if (playback.rev <= (this.#record?.rev ?? -1)) return;
    this.#record = playback;
    this.#waits = true;
    this.#heed();
    this.view.changed();
  }

  play(fromMs = this.picture.momentMs) {
    // Whoever waits for a touch to go along wants to go along, and not the others to begin again.
    if (this.needsTouch && this.shared && this.#record?.playing) return this.watchAlong();
    if (this.#leavesTheOthers()) return void this.picture.playNow();
    this.#command(true);
    void this.#drive({ playing: true, mediaMs: this.picture.ended ? 0 : fromMs });
  }

  async pause() {
    this.#cancelStart();
    this.picture.pauseNow();
    if (this.#leavesTheOthers()) return;
    const command = this.#command(false);
    await this.#send(async () => {
      // The picture of whoever waits for a touch is an old one.
      const mediaMs = this.needsTouch && this.shared ? this.sharedMs! : await this.picture.settled();
      // Who goes elsewhere at the same time has said where to stand.
      if (command === this.#commands) await this.#drive({ playing: false, mediaMs });
    });
  }

  goTo(ms: number) {
    this.picture.goToNow(ms);
    if (this.#leavesTheOthers()) return;
    const playing = this.#wants;
    this.#command(playing);
    // Somebody drags: the others see where it goes, a few times a second, and always where it ends.
    const pause = this.#lastDriveMs + betweenDrivesMs - this.clock.nowMs;
    const go = () => {
      this.#waitingDrive = undefined;
      void this.#drive({ playing, mediaMs: Math.max(0, ms) });
    };
    if (pause <= 0) go();
    else this.#waitingDrive = this.clock.later(go, pause);
  }

  changeSpeed(speed: number) {
    this.picture.speed = speed;
    if (this.#leavesTheOthers()) return;
    const { playing, positionMs, momentMs } = this.picture;
    void this.#drive({ playing: this.#wants, mediaMs: playing ? positionMs : momentMs });
  }

  /** Alone nobody has to agree: it is told, so that whoever comes finds the place. */
  playedAlone() { if (this.#joined && this.following && this.others.length === 0) this.#tell(); }

  async follow(following: boolean) {
    this.following = following;
    this.#cancelStart();
    this.#command(this.picture.playing);
    if (!following) this.picture.nudge = 1;
    this.view.changed();
    await this.line.follow(following).catch(() => {});
    if (this.shared) this.#apply();
  }

  /** The touch that the browser wanted. */
  watchAlong() {
    this.needsTouch = false;
    this.#apply();
    this.view.changed();
  }

  /** Called several times a second. */
  look() {
    if (!this.shared || !this.#record) return;
    this.#lookForData(this.#record);
    if (!this.#record.playing || this.#start !== undefined) return;
    const now = this.clock.nowMs;
    if (now < this.#quietUntilMs || now - this.#lookedMs < betweenLooksMs) return;
    this.#lookedMs = now;
    const { picture } = this;
    if (picture.ended || picture.seeking || this.#toldLoading || this.needsTouch) return;
    // The browser or a key of the machine has stopped it, or the page slept.
    if (!picture.playing) return this.#apply();
    const correction = this.#drift.correct(picture.positionMs - positionAt(this.#record, now), now);
    if ('seek' in correction) this.#goAlong(this.#record);
    else picture.nudge = correction.rate;
  }

  get #hasMoved() { return this.picture.playing || this.picture.momentMs > 0; }

  /** Where somebody else drives, whoever does something for themselves browses on their own. */
  #leavesTheOthers() {
    if (!this.following || !this.#joined) return true;
    if (this.mayDrive) return false;
    void this.follow(false);
    return true;
  }

  #companyCame() {
    const { playing, positionMs, speed } = this.picture;
    const record = this.#record;
    const off = record ? positionAt(record, this.clock.nowMs) - positionMs : Infinity;
    const isNear = Math.abs(off) < (playing ? nearEnoughMs : 1);
    if (isNear && playing === record?.playing && speed === record.rate) return;
    if (this.#hasMoved || record) this.#tell();
  }

  #tell() {
    const { playing, positionMs, momentMs } = this.picture;
    this.#command(playing);
    void this.#drive({ playing, mediaMs: playing ? positionMs : momentMs });
  }

  #drive({ playing, mediaMs }: { playing: boolean; mediaMs: number }) {
    this.#lastDriveMs = this.clock.nowMs;
    return this.#send(async () => {
      const record = await this.line.drive({ playing, mediaMs, rate: this.picture.speed });
      this.#mine = Math.max(this.#mine, record.rev);
      this.told(record);
    });
  }

  async #send(command: () => Promise<void>) {
    this.#onTheirWay++;
    try {
      await command();
    } catch (error) {
      this.#waits = true;
      // Without a line everybody goes on alone; somebody else's wheel is a reason that has words.
      if (this.#joined) this.view.refused((error as Error).message);
    }
    this.#onTheirWay--;
    this.#heed();
  }

  /** The answers to what this person did before would take them back, so it waits for the last. */
  #heed() {
    const { shared } = this;
    if (this.#waits && shared && this.#onTheirWay === 0 && this.#waitingDrive === undefined) this.#apply();
  }

  #apply() {
    const record = this.#record;
    this.#waits = false;
    if (!record) return;
    const { picture } = this;
    this.#cancelStart();
    this.#wants = record.playing || record.held;
    this.#drift.reset();
    picture.nudge = 1;
    picture.speed = record.rate;
    if (!record.playing) {
      picture.pauseNow();
      if (Math.abs(picture.momentMs - record.anchorMediaMs) >= 1) picture.goToNow(record.anchorMediaMs);
      return;
    }
    const now = this.clock.nowMs;
    const wait = record.anchorServerMs - now;
    this.#quietUntilMs = Math.max(now, record.anchorServerMs) + settlingMs;
    if (wait <= 0) return this.#goAlong(record);
    picture.pauseNow();
    if (Math.abs(picture.momentMs - record.anchorMediaMs) >= 1) picture.goToNow(record.anchorMediaMs);
    this.#start = this.clock.later(() => {
      this.#start = undefined;
      void this.#play();
    }, wait);
  }

  /** It plays already. */
  #goAlong(record: Playback) {
    const { picture } = this;
    const now = this.clock.nowMs;
    if (Math.abs(picture.positionMs - positionAt(record, now)) > noJumpMs || !picture.playing) {
      picture.goToNow(positionAt(record, now + picture.seekMs));
      this.#quietUntilMs = now + settlingMs;
    }
    void this.#play();
  }

  async #play() {
    const needsTouch = !await this.picture.playNow();
    if (needsTouch === this.needsTouch) return;
    this.needsTouch = needsTouch;
    this.view.changed();
  }

  #cancelStart() {
    this.clock.cancel(this.#start);
    this.#start = undefined;
  }

  /** A later command takes the place of one that waits to be sent. */
  #command(wants: boolean) {
    this.#wants = wants;
    this.clock.cancel(this.#waitingDrive);
    this.#waitingDrive = undefined;
    return ++this.#commands;
  }

  #lookForData({ playing, held }: Playback) {
    const { picture } = this;
    const now = this.clock.nowMs;
    const starved = (playing || held) && picture.starved && !picture.ended && !this.needsTouch;
    if (!starved) this.#starvedSinceMs = undefined;
    else this.#starvedSinceMs ??= now;
    const loading = this.#starvedSinceMs !== undefined && now - this.#starvedSinceMs >= starvedMs;
    if (loading === this.#toldLoading || (!loading && starved)) return;
    this.#toldLoading = loading;
    void this.line.loading({ loading, mediaMs: picture.positionMs }).catch(() => {});
  }
}
