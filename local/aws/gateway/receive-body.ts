import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../shared/aws-json.ts';
import { maxBodyBytes, type ServiceName } from './body-limits.ts';
import type { Room } from './room.ts';

/**
 * Receives the body once there is room for it; the returned function gives the room back.
 *
 * @throws AwsError for a body beyond the limit of the service: at once if its length is announced
 */
export const receiveBody = async (
	request: IncomingMessage,
	response: ServerResponse,
	service: ServiceName,
	room: Room,
): Promise<{ readonly body: Buffer; readonly leaveRoom: () => void }> => {
	const expectedBytes = announcedBytes(request, maxBodyBytes[service]);
	if (expectedBytes > maxBodyBytes[service]) throw tooLarge(service);
	const leaveRoom = await room.enter(expectedBytes);
	try {
		if (request.headers.expect !== undefined) {
			response.writeContinue();
			delete request.headers.expect;
		}
		return { body: await collect(request, expectedBytes, service), leaveRoom };
	} catch (error) {
		leaveRoom();
		throw error;
	}
};

/** A body in chunks has no announced length and may be as long as the limit. */
const announcedBytes = ({ headers }: IncomingMessage, limitBytes: number): number =>
	headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : limitBytes;

const collect = async (request: IncomingMessage, expectedBytes: number, service: ServiceName): Promise<Buffer> => {
	// one buffer, because a list of chunks of a byte each would take a hundred times their size
	const body = Buffer.allocUnsafe(expectedBytes);
	let receivedBytes = 0;
	// the connection stays open for the answer
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		if (receivedBytes + chunk.length > expectedBytes) throw tooLarge(service);
		receivedBytes += chunk.copy(body, receivedBytes);
	}
	return body.subarray(0, receivedBytes);
};

const tooLarge = (service: ServiceName): AwsError => {
	const limit = `${maxBodyBytes[service]} bytes`;
	if (service === 's3') {
		return new AwsError('EntityTooLarge', `the embedded S3 takes at most ${limit} in one request; upload in parts`);
	}
	if (service === 'lambda') {
		return new AwsError(
			'RequestTooLargeException',
			`Request must be smaller than ${limit} for the InvokeFunction operation`,
			413,
		);
	}
	return new AwsError('RequestEntityTooLargeException', `the request body must not be larger than ${limit}`, 413);
};
