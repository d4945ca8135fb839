import { S3Client } from '@aws-sdk/client-s3';
import type { OwnActions } from '#contracts/own-actions.ts';
import type { Scope } from '#contracts/scope.ts';
import { fillPlaceholders } from '#statemachine/placeholders.ts';
import { readDefinitionJson, workflowNames } from '#statemachine/read-definition.ts';
import { readSweepSchedule } from '#statemachine/read-rules.ts';
import { enterEmbeddedEnvironment } from './embedded-environment.ts';
import { createSqs, createSts, startDynalite, startFauxqs } from './emulators.ts';
import { apiCallEventOf } from './events/api-call-event.ts';
import { createRules } from './events/rules.ts';
import { runOnSchedule } from './events/schedule.ts';
import { createEvents } from './events/service.ts';
import { createGateway, type Services } from './gateway/gateway.ts';
import { configureFunctions } from './lambda/configure-functions.ts';
import { type FunctionSpec, functionSpecs } from './lambda/functions.ts';
import { createLambdaRuntime, type Invoke } from './lambda/runtime.ts';
import { createLambda } from './lambda/service.ts';
import { putDemoData } from './personalize/demo-data/put-demo-data.ts';
import { createPersonalize } from './personalize/service.ts';
import { createResources } from './resources.ts';
import { createS3 } from './s3.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import { functionArnOf, partition, stateMachineArnOf } from './shared/names.ts';
import { createSns } from './sns/service.ts';
import { parameters } from './ssm/parameters.ts';
import { createSsm } from './ssm/service.ts';
import { createStepFunctions } from './step-functions/service.ts';

export interface EmbeddedAws {
	/** The `AWS_ENDPOINT_URL` for any client. */
	readonly endpoint: string;
	readonly close: () => Promise<void>;
}

/**
 * Starts every service behind one endpoint on loopback, with the workflows, the functions and the demo data.
 * From then on the AWS clients of this process reach this endpoint and nothing else.
 *
 * @param options.port 0 takes any free port
 * @throws NodeJS.ErrnoException with code EADDRINUSE
 */
export const startEmbeddedAws = async (options: {
	readonly port: number;
	readonly clock?: Clock;
	readonly requestRate?: { readonly perSecond: number; readonly burst: number };
	/** Whether the demo's datasets have been exported before, so that watches can forecast from past exports. */
	readonly hasPast?: boolean;
	/** Where the console is served, for the front page of the endpoint and the links of messages. */
	readonly consoleUrl?: string | undefined;
	/** The folder of the definitions that run; the current ones by default. */
	readonly definitions?: URL;
	/** What is watched; every job by default. */
	readonly scope?: Scope;
	/** What else is done with an outcome; nothing by default. */
	readonly ownActions?: OwnActions;
	/** Functions beside those of Exportwatch, by their names. */
	readonly functions?: Readonly<Record<string, FunctionSpec>>;
}): Promise<EmbeddedAws> => {
	const { port, clock = systemClock, requestRate, hasPast, consoleUrl, definitions, scope = {}, ownActions } = options;
	const { now } = clock;
	let services: Services | undefined;
	const gateway = createGateway(() => services, { consoleUrl });
	const endpoint = await listen(gateway, port);
	enterEmbeddedEnvironment(endpoint);

	const s3 = new S3Client({ forcePathStyle: true });
	const fauxqs = await startFauxqs();
	services = {
		s3: createS3(fauxqs),
		sns: createSns(fauxqs, clock),
		sqs: createSqs(fauxqs),
		sts: createSts(fauxqs),
		dynamodb: startDynalite(),
		ssm: createSsm(parameters, now()),
	};
	await createResources(s3);
	await putDemoData(s3);

	const variables = {
		WATCH_SCOPE: JSON.stringify(scope),
		...(consoleUrl !== undefined && { LINKED_CONSOLE: consoleUrl }),
		...(ownActions && { OWN_ACTIONS: JSON.stringify(ownActions) }),
	};
	const specs = { ...configureFunctions(functionSpecs, variables), ...options.functions };
	const runtime = await createLambdaRuntime(specs);
	const invoke: Invoke = (functionArn, payload) => clock.hold(() => runtime(functionArn, payload));
	const run = (name: string, event: unknown): void => {
		invoke(functionArnOf(name), event).catch((error: Error) => console.error(error));
	};
	const stepFunctions = createStepFunctions({
		stateMachines: readStateMachines(definitions),
		invokeFunction: invoke,
		now,
		onExecutionStatusChange: (detail) =>
			events.put({ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail }),
	});
	const rules = createRules(scope, {
		startWatch: (name, input) =>
			stepFunctions.startExecution({ stateMachineArn: stateMachineArnOf('WatchExport'), name, input }),
		invoke: run,
	});
	const events = createEvents({ rules, now });
	const sweep = runOnSchedule(readSweepSchedule(), () => run('AdoptExports', {}));
	const personalize = createPersonalize({
		s3,
		clock,
		onApiCall: (call) => events.put(apiCallEventOf(call, now())),
		...(requestRate && { requestRate }),
		...(hasPast && { hasPast }),
	});
	services = {
		...services,
		personalize: personalize.handle,
		states: stepFunctions.handle,
		events: events.handle,
		lambda: createLambda(invoke, specs),
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

/** The definitions of the workflows with the ARNs of the embedded account. */
const readStateMachines = (definitions?: URL): Readonly<Record<string, string>> => {
	const substitutions = {
		Partition: partition,
		WatchExportStateMachineArn: stateMachineArnOf('WatchExport'),
		...Object.fromEntries(Object.keys(functionSpecs).map((name) => [`${name}FunctionArn`, functionArnOf(name)])),
	};
	return Object.fromEntries(
		workflowNames.map((name) => [name, fillPlaceholders(readDefinitionJson(name, definitions), substitutions)]),
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
