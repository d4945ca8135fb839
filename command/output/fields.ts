import wrapAnsi from 'wrap-ansi';
import { printable } from './printable.ts';
import { paint, type Style } from './terminal.ts';

export interface Field {
	readonly name: string;
	/** A field without text is left out. */
	readonly text: string | undefined;
	readonly style?: Style;
	/** Bold by default. */
	readonly nameStyle?: Style;
}

const GAP = '  ';

/** Lines of names and texts, the texts wrapped beside their names. */
export const renderFields = (fields: readonly Field[], width: number): readonly string[] => {
	const shown = fields.filter(({ text }) => text);
	const indent = Math.max(...shown.map(({ name }) => name.length)) + GAP.length;
	return shown.flatMap(({ name, text = '', style, nameStyle = 'bold' }) =>
		wrap(printable(text), width - indent).map((line, at) => {
			const label = at === 0 ? paint(nameStyle, name) + ' '.repeat(indent - name.length) : ' '.repeat(indent);
			return `${label}${style ? paint(style, line) : line}`;
		}),
	);
};

const wrap = (text: string, width: number): readonly string[] =>
	Number.isFinite(width) ? wrapAnsi(text, width, { hard: true }).split('\n') : [text];
