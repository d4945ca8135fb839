import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DescribeDatasetCommand, DescribeSchemaCommand } from '@aws-sdk/client-personalize';
import { expect, it, onTestFinished } from 'vitest';
import { findData, loadData } from '../../local/load-data.ts';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();

const folderWith = (files: Readonly<Record<string, string>>): string => {
	const folder = mkdtempSync(join(tmpdir(), 'data-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	return folder;
};

it('makes a dataset of a folder, and an export of it exports the rows of its files', async () => {
	const folder = folderWith({
		'shop/ITEMS/one.csv': 'ITEM_ID,PRICE\na,1\nb,2\n',
		'shop/ITEMS/two.csv': 'ITEM_ID,PRICE\nc,\n',
	});
	expect(await loadData(findData(folder))).toEqual(['shop/ITEMS']);

	const datasetArn = 'arn:aws:personalize:us-east-1:000000000000:dataset/shop/ITEMS';
	const job = await aws.createExport({ seconds: '30' }, { datasetArn });
	await aws.endOf((await aws.watchesOf(job))[0] ?? '');
	await aws.endOf((await aws.recordOf(job))?.processingExecutionArn ?? '');
	expect((await aws.recordOf(job))?.dataset).toMatchObject({ status: 'READY', rows: 3, columns: 2 });
});

it('takes the schema that lies beside the files', async () => {
	const fields = [{ name: 'USER_ID', type: 'string' }];
	const schema = JSON.stringify({ type: 'record', name: 'Users', fields });
	await loadData(findData(folderWith({ 'shop/users/users.csv': 'USER_ID\nu\n', 'shop/users/schema.json': schema })));
	const { personalize } = aws.clients();
	const datasetArn = 'arn:aws:personalize:us-east-1:000000000000:dataset/shop/USERS';
	const { dataset } = await personalize.send(new DescribeDatasetCommand({ datasetArn }));
	const described = await personalize.send(new DescribeSchemaCommand({ schemaArn: dataset?.schemaArn }));
	expect(described.schema?.schema).toBe(schema);
});

it.each([
	['has no dataset', {}, 'no dataset is in it'],
	['has a dataset without CSV files', { 'shop/ITEMS/items.txt': '' }, 'shop/ITEMS/ has no CSV file'],
])('refuses a folder that %s', (_what, files, problem) => {
	expect(() => findData(folderWith(files))).toThrow(`${problem}; it must have <group>/<TYPE>/*.csv`);
});

it('refuses a folder that is not there', () => {
	expect(() => findData('/nonexistent')).toThrow('--data /nonexistent: ENOENT');
});
