import { App } from 'aws-cdk-lib';
import { ExportwatchStack } from 'exportwatch';
import { connect } from 'exportwatch/client';
import { outcomeNotification } from 'exportwatch/contracts';
import recordSchema from 'exportwatch/contracts/export-job-record.schema.json' with { type: 'json' };
import definition from 'exportwatch/definitions/WatchExport.asl.json' with { type: 'json' };

new ExportwatchStack(new App(), 'Exportwatch');

console.log(
	JSON.stringify({
		record: recordSchema.title,
		start: definition.StartAt,
		refuses: !outcomeNotification.safeParse({}).success,
		client: await connect().catch(({ message }) => message),
		inner: await import('exportwatch/dist/construct.js').catch(({ code }) => code),
	}),
);
