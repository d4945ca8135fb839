import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Below this, a line is cut by the terminal. */
const MIN_COLUMNS = 40;

/** The characters of a line. What goes to a file or a program is not cut. */
export const terminalWidth = (): number =>
	process.stdout.isTTY ? Math.max(process.stdout.columns, MIN_COLUMNS) : Number.POSITIVE_INFINITY;

/** Styles only for a terminal that shows them; `NO_COLOR` counts. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** JSON for programs. A big integer is written with its digits. */
export const printJson = (value: unknown): void => print(toJson(value, 2));

export const toJson = (value: unknown, indent?: number): string =>
	JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? JSON.rawJSON(String(each)) : each), indent);
