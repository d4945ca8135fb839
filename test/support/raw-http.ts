import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** An Authorization header as an AWS client writes it for this service; nobody checks the signature. */
export const signedFor = (service: string): string =>
	`AWS4-HMAC-SHA256 Credential=embedded/20260301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** Sends bytes as they are, and returns all that comes back until the server closes, or for `milliseconds`. */
export const sendRaw = async (port: number, bytes: string, milliseconds = 5_000): Promise<string> => {
	const socket = connect(port, '127.0.0.1');
	const timer = setTimeout(() => socket.destroy(new Error(`no end within ${milliseconds} ms`)), milliseconds);
	socket.write(bytes);
	try {
		return await text(socket);
	} finally {
		clearTimeout(timer);
	}
};

/** The lines of an HTTP request that asks for the connection to be closed. */
export const httpRequest = (firstLine: string, headers: readonly string[], body = ''): string =>
	[firstLine, 'Connection: close', ...headers, '', body].join('\r\n');
