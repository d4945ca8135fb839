import { describe, expect, it } from 'vitest';
import { createRoom } from '../../../../local/aws/gateway/room.ts';

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('a room', () => {
	it('lets in what fits, makes the rest wait, and lets it in in its order', async () => {
		const room = createRoom(10);
		const entered: string[] = [];
		const leaving: Record<string, () => void> = {};
		const enter = (name: string, bytes: number) =>
			room.enter(bytes).then((leave) => {
				entered.push(name);
				leaving[name] = leave;
			});

		enter('first', 6);
		enter('second', 6);
		enter('third', 1);
		await turns();
		expect(entered).toEqual(['first']);

		leaving.first?.();
		await turns();
		expect(entered).toEqual(['first', 'second', 'third']);

		enter('whole', 10);
		leaving.second?.();
		await turns();
		expect(entered).not.toContain('whole');
		leaving.third?.();
		await turns();
		expect(entered).toContain('whole');
	});

	it('lets in at once what has no size', async () => {
		const room = createRoom(1);
		await room.enter(1);
		await room.enter(0);
	});
});
