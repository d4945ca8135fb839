import { describe, expect, it } from 'vitest';
import { selectFiles } from '#functions/watch-export/start-processing/select-files.ts';
import { jobOf } from '../../../support/builders.ts';

const object = (key: string, lastModified = '2026-03-01T02:14:59.000Z', size = 10) => ({
	key,
	size,
	eTag: 'e',
	lastModified: new Date(lastModified),
});
const select = (...objects: ReturnType<typeof object>[]) => selectFiles(objects, 'demo/nightly/', jobOf());

describe('the files of a job', () => {
	it('are all that were written between its creation and its end, whatever their names', () => {
		const keys = ['part-00000.csv', 'a b+c%20.csv', '漢字 😀', 'deeper/part-10', 'no-extension'].map(
			(name) => `demo/nightly/${name}`,
		);
		expect(select(...keys.map((key) => object(key))).files.map(({ key }) => key)).toEqual(keys);
	});

	it('are not markers, older files or younger files; the selection names each of them', () => {
		const { files, excluded } = select(
			object('demo/nightly/', undefined, 0),
			object('demo/nightly/_SUCCESS'),
			object('demo/nightly/_temporary/0/part-0'),
			object('demo/nightly/.part-0.crc'),
			object('demo/nightly/last-night.csv', '2026-02-28T02:14:59.000Z'),
			object('demo/nightly/next-night.csv', '2026-03-02T02:14:59.000Z'),
			object('demo/nightly/part-00000.csv'),
		);
		expect(files.map(({ key }) => key)).toEqual(['demo/nightly/part-00000.csv']);
		expect(excluded.map(({ reason }) => reason)).toEqual([
			'FOLDER_MARKER',
			'MARKER_FILE',
			'MARKER_FILE',
			'MARKER_FILE',
			'OLDER_THAN_THE_JOB',
			'YOUNGER_THAN_THE_JOB',
		]);
	});

	it('may be from the second in which the job was created', () => {
		const job = jobOf({ creationDateTime: '2026-03-01T02:00:00.900Z' });
		expect(selectFiles([object('p', '2026-03-01T02:00:00.000Z')], '', job).files).toHaveLength(1);
	});

	it('are all files if the job has no timestamps', () => {
		const { creationDateTime: _created, lastUpdatedDateTime: _updated, ...job } = jobOf();
		expect(selectFiles([object('p', '1999-01-01T00:00:00Z')], '', job).files).toHaveLength(1);
	});
});
