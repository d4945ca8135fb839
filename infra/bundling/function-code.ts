import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionSettings } from '#functions/shared/function-settings.ts';
import { bundleHandler, handlerFolder } from './bundle-handler.ts';
import { copyDuckdb } from './copy-duckdb.ts';

/** Where Lambda looks for the packages of a layer, below `/opt`. */
export const LAYER_PACKAGES = join('nodejs', 'node_modules');

/** The bundled handler of a function. In the package, `package/packaged/function-code.ts` takes the place of this file. */
export const functionCode = (settings: FunctionSettings): Code =>
	bundledCode(handlerFolder(settings), (outputFolder) => {
		bundleHandler(settings, outputFolder);
	});

/** The layer with DuckDB for arm64. */
export const duckdbCode = (): Code =>
	bundledCode(import.meta.dirname, (outputFolder) => copyDuckdb(join(outputFolder, LAYER_PACKAGES), 'linux-arm64'));

/** Bundled on the machine that synthesises the app, never in a container. */
const bundledCode = (source: string, bundle: (outputFolder: string) => void): Code =>
	Code.fromAsset(source, {
		bundling: {
			image: DockerImage.fromRegistry('unused'),
			local: {
				tryBundle: (outputFolder) => {
					bundle(outputFolder);
					return true;
				},
			},
		},
		assetHashType: AssetHashType.OUTPUT,
	});
