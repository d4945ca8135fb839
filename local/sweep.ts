import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { enterEmbeddedEnvironment } from './aws/embedded-environment.ts';

/** `npm run sweep`: runs AdoptExports once on the embedded AWS and prints its result. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '4566' } } });
enterEmbeddedEnvironment(`http://127.0.0.1:${values.port}`);

const answer = await new LambdaClient({})
	.send(new InvokeCommand({ FunctionName: 'AdoptExports' }))
	.catch((error: Error) => {
		process.stderr.write(
			`no embedded AWS answers on port ${values.port} (${error.message || error.name}); start one with: npm start\n`,
		);
		process.exit(1);
	});
process.stdout.write(`${JSON.stringify(JSON.parse(answer.Payload?.transformToString() ?? 'null'), null, 2)}\n`);
process.exitCode = answer.FunctionError ? 1 : 0;
