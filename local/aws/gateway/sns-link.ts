import type { IncomingMessage } from 'node:http';
import { KEY_PATH } from '../sns/sign-message.ts';

/**
 * Whether the request opens a link of a message of SNS, which nobody signs. What such a link does is safe from pages: it
 * has a token or an ARN that only the receiver of the message knows.
 */
export const isSnsLink = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): boolean =>
	method === 'GET' && (url === KEY_PATH || /^\/\?Action=(?:ConfirmSubscription|Unsubscribe)&/.test(url));
