import { Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { QueryResult } from '#client/query-dataset.ts';
import { type CommonOptions, connectTo, readCount, withCommonOptions } from './common-options.ts';
import { renderTable } from './output/table.ts';
import { print, printJson, terminalWidth, toJson } from './output/terminal.ts';

interface QueryOptions extends CommonOptions {
	readonly format: keyof typeof printers;
	readonly maxRows: number;
}

export const createQuery = (): Command =>
	withCommonOptions(new Command('query'))
		.description('ask DuckDB about the processed dataset of an export, which is the table "dataset"')
		.argument('<job>', 'the name or the ARN of an export job')
		.argument('[sql]', 'the statement', 'FROM dataset')
		.addOption(
			new Option('--format <format>', 'how rows are printed').choices(['table', 'csv', 'json']).default('table'),
		)
		.option('--max-rows <count>', 'print at most so many rows', readCount, 100)
		.action(async (job: string, sql: string, options: QueryOptions) => {
			const result = await (await connectTo(options)).queryDataset(job, sql, { maxRows: options.maxRows });
			printers[options.json ? 'json' : options.format](result);
			if (result.hasMore) {
				process.stderr.write(`There are more than ${options.maxRows} rows: --max-rows shows more.\n`);
			}
		});

/** As DuckDB and SQL write it. */
const cellText = (cell: unknown): string => {
	if (cell === null) return 'NULL';
	return typeof cell === 'object' ? toJson(cell) : String(cell);
};

const printers = {
	table: ({ columns, rows }: QueryResult): void => {
		const shown = columns.map(({ name }, at) => ({
			title: name,
			text: (row: readonly unknown[]) => cellText(row[at]),
			...(rows.every((row) => ['number', 'bigint'].includes(typeof row[at])) && { align: 'right' as const }),
			minWidth: 8,
			dispensable: at,
		}));
		for (const line of renderTable(shown, rows, terminalWidth())) print(line);
	},
	csv: ({ columns, rows }: QueryResult): void => {
		const cells = rows.map((row) => row.map((cell) => (cell === null ? null : cellText(cell))));
		process.stdout.write(stringify([columns.map(({ name }) => name), ...cells]));
	},
	json: ({ columns, rows }: QueryResult): void =>
		printJson(rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])))),
};
