import { describe, expect, test } from 'vitest';
import { Page, SimulatedRoom, World } from './together.sim';

async function aPair(roundTripMs = 100, jitterMs = 30) {
  const world = new World();
  const room = new SimulatedRoom(world, roundTripMs, jitterMs);
  // Crystals differ by some hundred parts in a million, the clocks of two machines by anything.
  const amira = new Page(room, 'Amira', 0.0003, 123_456);
  const ben = new Page(room, 'Ben', -0.0002, -987);
  amira.join();
  await world.run(2000);
  ben.join();
  await world.run(2000);
  return { world, room, amira, ben };
}

const apart = (a: Page, b: Page) => Math.abs(a.picture.positionMs - b.picture.positionMs);

describe.each([[0, 0], [100, 30], [300, 30]])('with a round trip of %i ± %i ms', (trip, jitter) => {
  test('two pictures play together after a minute, and again 5 s after a stall', async () => {
    const { world, amira, ben } = await aPair(trip, jitter);
    amira.together.play(10_000);
    await world.run(6000);
    const seeksBefore = [amira, ben].map(page => page.picture.seeks);
    let worst = 0;
    for (let i = 0; i < 540; i++) {
      await world.run(100);
      worst = Math.max(worst, apart(amira, ben));
    }
    expect([amira, ben].map(page => page.picture.seeks)).toEqual(seeksBefore);

    ben.picture.stall(3000);
    await world.run(8000);
    let worstAfter = 0;
    for (let i = 0; i < 200; i++) {
      await world.run(100);
      worstAfter = Math.max(worstAfter, apart(amira, ben));
    }
    expect(worst).toBeLessThanOrEqual(80);
    expect(worstAfter).toBeLessThanOrEqual(80);
    expect(amira.picture.playing && ben.picture.playing).toBe(true);
  });

  test('a pause stands on the same millisecond for both', async () => {
    const { world, amira, ben } = await aPair(trip, jitter);
    amira.together.play();
    await world.run(5000);
    void ben.together.pause();
    await world.run(1500);
    expect(amira.picture.playing || ben.picture.playing).toBe(false);
    expect(amira.picture.momentMs).toBe(ben.picture.momentMs);
    expect(amira.picture.momentMs).toBeGreaterThan(3000);
  });
});

test('who stalls is waited for where their picture stopped, and nobody else jumps', async () => {
  const { world, room, amira, ben } = await aPair();
  amira.together.play();
  await world.run(5000);
  ben.picture.stall(3000);
  await world.run(1500);
  expect(room.record.held).toBe(true);
  expect(amira.picture.playing).toBe(false);
  expect(amira.picture.momentMs).toBe(ben.picture.momentMs);
  await world.run(4000);
  expect(room.record.playing).toBe(true);
});

test('a seek that takes long is not taken for drift, so there is no second one', async () => {
  const { world, amira, ben } = await aPair();
  amira.together.play();
  await world.run(5000);
  const before = ben.picture.seeks;
  amira.together.goTo(60_000);
  await world.run(10_000);
  expect(ben.picture.seeks - before).toBe(1);
  expect(apart(amira, ben)).toBeLessThanOrEqual(80);
});

test('whoever drags the playhead ends where they let go, and so does the other', async () => {
  const { world, amira, ben } = await aPair();
  for (let ms = 1000; ms <= 30_500; ms += 500) {
    amira.together.goTo(ms);
    await world.run(20);
  }
  await world.run(1000);
  expect([amira.picture.momentMs, ben.picture.momentMs]).toEqual([30_500, 30_500]);
});

test('whoever is faster than the answers is not taken back by what they did before', async () => {
  const { world, amira, ben } = await aPair(300, 30);
  const stays = async (holds: () => boolean) => {
    for (let i = 0; i < 100; i++) {
      await world.run(10);
      expect(holds()).toBe(true);
    }
  };
  amira.together.changeSpeed(1.25);
  await world.run(20);
  amira.together.changeSpeed(1.5);
  await stays(() => amira.picture.speed === 1.5);

  amira.together.goTo(5000);
  await world.run(20);
  amira.together.goTo(10_000);
  await stays(() => amira.picture.momentMs === 10_000);

  amira.together.play();
  await world.run(330);
  void amira.together.pause();
  await stays(() => !amira.picture.playing);
  expect(ben.picture.speed).toBe(1.5);
  expect(ben.picture.momentMs).toBe(amira.picture.momentMs);
  expect(ben.picture.playing).toBe(false);
});

test('who pauses and plays on at once plays on', async () => {
  const { world, amira, ben } = await aPair();
  amira.together.play();
  await world.run(5000);
  void amira.together.pause();
  await world.run(20);
  amira.together.play();
  await world.run(3000);
  expect(amira.picture.playing && ben.picture.playing).toBe(true);
});

test('after sleep a page is where the others are and not where it was', async () => {
  const { world, amira, ben } = await aPair();
  amira.together.play();
  await world.run(5000);
  ben.online = false;
  ben.together.lineLost();
  ben.picture.pauseNow();
  amira.together.goTo(100_000);
  await world.run(30_000);
  ben.room.pages.splice(ben.room.pages.indexOf(ben), 1);
  ben.join();
  await world.run(4000);
  expect(ben.picture.playing).toBe(true);
  expect(apart(amira, ben)).toBeLessThanOrEqual(80);
});

test('who comes while one watches alone is taken there, and the one who was there goes on', async () => {
  const world = new World();
  const room = new SimulatedRoom(world, 100, 30);
  const amira = new Page(room, 'Amira', 0, 0);
  amira.join();
  await world.run(1000);
  amira.picture.goToNow(42_000);
  await world.run(1000);
  const ben = new Page(room, 'Ben', 0, 500);
  await world.run(500);
  ben.join();
  await world.run(1000);
  expect(ben.picture.momentMs).toBe(42_000);
  expect(ben.picture.playing).toBe(false);
});

test('who comes to one who has just changed the speed watches at that speed', async () => {
  const world = new World();
  const room = new SimulatedRoom(world, 100, 30);
  const amira = new Page(room, 'Amira', 0, 0);
  amira.join();
  await world.run(1000);
  await amira.picture.playNow();
  amira.together.playedAlone();
  await world.run(1000);
  amira.picture.speed = 1.25;
  const ben = new Page(room, 'Ben', 0, 500);
  await world.run(500);
  ben.join();
  await world.run(5000);
  expect([amira.picture.speed, ben.picture.speed]).toEqual([1.25, 1.25]);
  expect(apart(amira, ben)).toBeLessThanOrEqual(80);
});

test('whoever presses play where the browser wanted a touch goes along and takes nobody back', async () => {
  const { world, room, amira, ben } = await aPair();
  ben.picture.untouched = true;
  amira.together.play();
  await world.run(4000);
  expect([ben.together.needsTouch, ben.picture.playing]).toEqual([true, false]);
  const { rev } = room.record;

  ben.picture.untouched = false;
  ben.together.play();
  await world.run(6000);
  expect(room.record.rev).toBe(rev);
  expect(amira.picture.positionMs).toBeGreaterThan(8000);
  expect(apart(amira, ben)).toBeLessThanOrEqual(80);
  expect(ben.together.needsTouch).toBe(false);
});

test('who writes before that touch stops the others where they are', async () => {
  const { world, room, amira, ben } = await aPair();
  ben.picture.untouched = true;
  amira.together.play();
  await world.run(4000);
  void ben.together.pause();
  await world.run(1000);
  expect(room.record.playing).toBe(false);
  expect(room.record.anchorMediaMs).toBeGreaterThan(3000);
  expect(ben.picture.momentMs).toBe(amira.picture.momentMs);
});

test('a touch of anything else is enough the next time that it plays', async () => {
  const { world, amira, ben } = await aPair();
  ben.picture.untouched = true;
  amira.together.play();
  await world.run(2000);
  ben.picture.untouched = false;
  void amira.together.pause();
  await world.run(2000);
  amira.together.play();
  await world.run(2000);
  expect([ben.together.needsTouch, ben.picture.playing]).toEqual([false, true]);
});

test('browsing on my own moves nobody, and rejoining takes me to them', async () => {
  const { world, room, amira, ben } = await aPair();
  amira.together.play();
  await world.run(3000);
  const { rev } = room.record;
  await Promise.all([ben.together.follow(false), world.run(500)]);
  ben.together.goTo(70_000);
  await world.run(2000);
  expect(room.record.rev).toBe(rev);
  expect(Math.round(ben.picture.positionMs)).toBeGreaterThan(69_000);
  await Promise.all([ben.together.follow(true), world.run(4000)]);
  expect(apart(amira, ben)).toBeLessThanOrEqual(80);
});
