import { LOOPBACK_HOST } from '../../../loopback/foreign-sender.ts';
import { AwsError } from '../shared/aws-json.ts';

export type HttpProtocol = 'http' | 'https';

export const isHttp = (protocol: string): protocol is HttpProtocol => protocol === 'http' || protocol === 'https';

/** @throws AwsError for a subscription to which nothing would be delivered */
export const refuseSubscription = (protocol: string, endpoint: string): void => {
	if (protocol === 'sqs') return;
	if (!isHttp(protocol))
		throw invalid(`the embedded SNS delivers to sqs, http and https, and not to ${protocol || 'nothing'}`);
	const url = URL.parse(endpoint);
	if (url?.protocol !== `${protocol}:`)
		throw invalid(`the endpoint ${endpoint} must be an address that begins with ${protocol}://`);
	if (!LOOPBACK_HOST.test(url.host)) {
		throw invalid(
			`the embedded SNS delivers on this machine only: use 127.0.0.1, localhost or [::1] instead of ${url.host}`,
		);
	}
	if (url.username || url.password) throw invalid('the embedded SNS sends no user name and no password');
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${message}`);
