import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SkippedTime, skipTime } from './skipped-time.ts';

const START = new Date('2026-03-01T02:00:00.000Z');
const seconds = () => (Date.now() - START.getTime()) / 1000;

let time: SkippedTime;
beforeEach(() => {
	time = skipTime(START);
});
afterEach(() => time.giveBack());

describe('a skipped clock', () => {
	it('jumps from timer to timer, in the order of their times', async () => {
		const calledAt: number[] = [];
		const { promise, resolve } = Promise.withResolvers<void>();
		time.startTimer(3_600_000, () => {
			calledAt.push(seconds());
			resolve();
		});
		time.startTimer(60_000, () => void calledAt.push(seconds()));
		await promise;
		expect(calledAt).toEqual([60, 3_600]);
	});

	it('stands still while work is held, and while a timer does its work', async () => {
		const atEnd: number[] = [];
		const { promise, resolve } = Promise.withResolvers<void>();
		time.startTimer(60_000, async () => {
			await sleep(5);
			atEnd.push(seconds());
		});
		time.startTimer(61_000, resolve);
		await time.hold(async () => {
			await sleep(5);
			atEnd.push(seconds());
		});
		await promise;
		expect(atEnd).toEqual([0, 60]);
	});

	it('passes a cancelled timer over', async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = time.startTimer(60_000, () => expect.unreachable());
		time.startTimer(120_000, resolve);
		timer.cancel();
		await promise;
		expect(seconds()).toBe(120);
	});
});
