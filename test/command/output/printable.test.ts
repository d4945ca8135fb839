import { expect, it } from 'vitest';
import { printable } from '../../../command/output/printable.ts';

it.each([
	['a line\nand another', 'a line and another'],
	['\u001B[2Jgone', '�[2Jgone'],
	['safe\u202Etxt.exe', 'safe�txt.exe'],
	['\u009B31m', '�31m'],
	['plain – ünïcode 日本', 'plain – ünïcode 日本'],
])('prints %j as %j', (text, expected) => {
	expect(printable(text)).toBe(expected);
});
