import type { CatalogProps } from './catalog.ts';
import { catalogColumns, PARTITION_KEYS } from './catalog-columns.ts';

/** Refuses tables that Glue does not take, or that no query can read. */
export const refuseBadCatalog = (
	{ databaseName, schemas }: CatalogProps,
	refuse: (prop: string, problem: string) => never,
): void => {
	if (databaseName !== undefined && !/^[a-z0-9_]{1,255}$/.test(databaseName)) {
		refuse('catalog.databaseName', `must consist of lower-case letters, digits and underscores, not ${databaseName}`);
	}
	const given = Object.entries(schemas);
	if (given.length === 0) refuse('catalog.schemas', 'is empty: there would be no table');
	for (const [datasetType, avro] of given) {
		const prop = `catalog.schemas.${datasetType}`;
		const columns = catalogColumns(avro);
		if (columns.length === 0) refuse(prop, 'is not an Avro record with fields');
		const names = [...PARTITION_KEYS, ...columns.map(({ name }) => name)];
		const second = names.find((name, at) => names.indexOf(name) < at);
		if (second) {
			refuse(
				prop,
				`has a second column ${second}: Athena ignores case, and ${PARTITION_KEYS.join(' and ')} are columns of every table`,
			);
		}
	}
};
