import type { IncomingMessage } from 'node:http';

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, SignedHeaders=…, Signature=…` */
const SIGNATURE = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+) *,/;
const SCOPE = /^[^/]+\/\d{8}\/[^/]+\/([a-z0-9-]+)\/aws4_request$/;

/**
 * The service for which a request is signed; undefined if it is not signed. Only an AWS client writes an `Authorization`
 * header: a page cannot add one to a request without asking first, which is never granted. S3 also takes presigned URLs.
 */
export const readSignedService = ({ headers, url = '' }: IncomingMessage): string | undefined => {
	if (headers.authorization !== undefined) return serviceOf(SIGNATURE.exec(headers.authorization)?.[1]);
	const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
	const isPresigned = query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' && query.has('X-Amz-Signature');
	return isPresigned && serviceOf(query.get('X-Amz-Credential')) === 's3' ? 's3' : undefined;
};

const serviceOf = (credential: string | null | undefined): string | undefined => SCOPE.exec(credential ?? '')?.[1];
