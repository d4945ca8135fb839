import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, SERVICE_NAME } from '#contracts/vocabulary.ts';

/** Metrics as lines of the log (EMF), written by `publishStoredMetrics`. */
export const createMetrics = (instance: string): Metrics =>
	new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE_NAME, defaultDimensions: { instance } });
