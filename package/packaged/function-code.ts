import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionSettings } from '../../functions/shared/function-settings.ts';

const assetsFolder = fileURLToPath(new URL('assets', import.meta.url));

/** The handler of a function, bundled when the package was built. */
export const functionCode = ({ folder }: FunctionSettings): Code =>
	Code.fromAsset(join(assetsFolder, 'functions', folder));

/** The layer with DuckDB for arm64. */
export const duckdbCode = (): Code => Code.fromAsset(join(assetsFolder, 'duckdb'));
