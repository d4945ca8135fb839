import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createGateway, type Services } from '../../local/aws/gateway/gateway.ts';

/** The gateway in front of these services, until the test is over; its port. Undefined services are still starting. */
export const serveGateway = async (services: Services | undefined, requestTimeoutSeconds?: number): Promise<number> => {
	const gateway = createGateway(() => services, { ...(requestTimeoutSeconds && { requestTimeoutSeconds }) }).listen(
		0,
		'127.0.0.1',
	);
	await once(gateway, 'listening');
	onTestFinished(() => {
		gateway.closeAllConnections();
		gateway.close();
	});
	return (gateway.address() as AddressInfo).port;
};
