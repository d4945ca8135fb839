import { Metrics } from '@aws-lambda-powertools/metrics';

/** Metrics of the namespace Exportwatch, as lines of the log (EMF); publish them once all are added. */
export const createMetrics = (): Metrics => new Metrics({ namespace: 'Exportwatch', serviceName: 'exportwatch' });
