import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { readDefinitionJson, workflowNames } from '#statemachine/read-definition.ts';
import { readSweepSchedule } from '#statemachine/read-rules.ts';
import { enterEmbeddedEnvironment } from './embedded-environment.ts';
import { apiCallEventOf } from './events/api-call-event.ts';
import { createRules } from './events/rules.ts';
import { runOnSchedule } from './events/schedule.ts';
import { createEvents } from './events/service.ts';
import { createGateway, type Services } from './gateway.ts';
import { functionArnOf, functionSpecs } from './lambda/functions.ts';
import { createLambdaRuntime } from './lambda/runtime.ts';
import { createLambda } from './lambda/service.ts';
import { partition, stateMachineArnOf } from './names.ts';
import { putDemoData } from './personalize/demo-data/put-demo-data.ts';
import { createPersonalize } from './personalize/service.ts';
import { createResources } from './resources.ts';
import { createSns } from './sns-message-structure.ts';
import { createStepFunctions } from './step-functions/service.ts';

export interface EmbeddedAws {
	/** What `AWS_ENDPOINT_URL` has to be for any client. */
	readonly endpoint: string;
	readonly close: () => Promise<void>;
}

/**
 * Starts every service behind one endpoint on loopback, with the workflows, the functions and the demo data in it.
 * From then on this process's AWS clients go there and nowhere else.
 *
 * @param options.port 0 takes any free one
 * @throws NodeJS.ErrnoException with code EADDRINUSE
 */
export const startEmbeddedAws = async (options: {
	readonly port: number;
	readonly requestRate?: { readonly perSecond: number; readonly burst: number };
	/** Whether the demo's datasets have been exported before, so that watches have something to learn from. */
	readonly hasPast?: boolean;
}): Promise<EmbeddedAws> => {
	let services: Services | undefined;
	const gateway = createGateway(() => services);
	const endpoint = await listen(gateway, options.port);
	enterEmbeddedEnvironment(endpoint);

	const now = () => new Date();
	const s3 = new S3Client({ forcePathStyle: true });
	const fauxqs = await startFauxqs();
	const dynamodb = startDynalite();
	services = { s3: fauxqs.handle, sns: createSns(fauxqs.app), sqs: fauxqs.handle, sts: fauxqs.handle, dynamodb };
	await createResources(s3);
	await putDemoData(s3);

	const invoke = await createLambdaRuntime(functionSpecs);
	const run = (name: string, event: unknown): void => {
		invoke(functionArnOf(name), event).catch((error: Error) => console.error(error));
	};
	const stepFunctions = createStepFunctions({
		stateMachines: readStateMachines(),
		invokeFunction: invoke,
		now,
		onExecutionStatusChange: (detail) =>
			events.put({ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail }),
	});
	const rules = createRules({
		startWatch: (name, input) =>
			stepFunctions.startExecution({ stateMachineArn: stateMachineArnOf('WatchExport'), name, input }),
		recordStoppedWatch: (event) => run('RecordStoppedWatch', event),
	});
	const events = createEvents({ rules, now });
	const sweep = runOnSchedule(readSweepSchedule(), () => run('AdoptExports', {}));
	const personalize = createPersonalize({
		s3,
		now,
		onApiCall: (call) => events.put(apiCallEventOf(call, now())),
		...(options.requestRate && { requestRate: options.requestRate }),
		...(options.hasPast && { hasPast: true }),
	});
	services = {
		...services,
		personalize: personalize.handle,
		states: stepFunctions.handle,
		events: events.handle,
		lambda: createLambda(invoke),
	};

	return {
		endpoint,
		close: async () => {
			sweep.stop();
			personalize.close();
			await stepFunctions.close();
			gateway.closeAllConnections();
			await new Promise((resolve) => gateway.close(resolve));
		},
	};
};

/** The workflows of the repository with the embedded account's ARNs in them. */
const readStateMachines = (): Readonly<Record<string, string>> => {
	const substitutions = {
		Partition: partition,
		WatchExportStateMachineArn: stateMachineArnOf('WatchExport'),
		...Object.fromEntries(Object.keys(functionSpecs).map((name) => [`${name}FunctionArn`, functionArnOf(name)])),
	};
	return Object.fromEntries(
		workflowNames.map((name) => [name, fillPlaceholders(readDefinitionJson(name), substitutions)]),
	);
};

const listen = async (gateway: ReturnType<typeof createGateway>, port: number): Promise<string> => {
	await new Promise<void>((resolve, reject) => {
		gateway.once('error', reject).listen(port, '127.0.0.1', resolve);
	});
	const address = gateway.address();
	if (typeof address !== 'object' || !address) throw new Error('the embedded AWS has no address');
	return `http://127.0.0.1:${address.port}`;
};

const startFauxqs = async () => {
	const app = buildApp({ logger: false });
	await app.ready();
	const handle = (request: IncomingMessage, response: ServerResponse) => {
		// fauxqs reads no body where none is declared, and then fails on an empty object; this is S3's own default.
		request.headers['content-type'] ??= 'binary/octet-stream';
		app.routing(request, response);
	};
	return { app, handle };
};

/** dynalite is an HTTP server of its own; it is handed the requests and never listens. */
const startDynalite = () => {
	const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
	return (request: IncomingMessage, response: ServerResponse) => void server.emit('request', request, response);
};
