import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything that a run of the tests writes to the temporary folder is gone after it: CDK leaves a folder for each app. */
export default (): (() => void) => {
	const folder = mkdtempSync(join(tmpdir(), 'exportwatch-tests-'));
	process.env.TMPDIR = folder;
	return () => rmSync(folder, { recursive: true, force: true });
};
