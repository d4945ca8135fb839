import { createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** The path at which the endpoint serves the public key. */
export const KEY_PATH = '/SimpleNotificationService.pem';

/** In the order in which the service signs them: the guide of SNS, "Verifying the signatures of Amazon SNS messages". */
const signedFields = ['Message', 'MessageId', 'SubscribeURL', 'Subject', 'Timestamp', 'Token', 'TopicArn', 'Type'];

let keys: Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> | undefined;

/** Made when it is first needed, because that takes a moment. */
const readKeys = () => {
	keys ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
	return keys;
};

export const readPublicKey = async (): Promise<string> =>
	String((await readKeys()).publicKey.export({ type: 'spki', format: 'pem' }));

/**
 * Adds the fields by which a receiver verifies a message. The signature is right for the public key of the endpoint. It is
 * not Amazon's, and there is no certificate.
 */
export const signMessage = async <Message extends Readonly<Record<string, unknown>>>(
	message: Message,
	origin: string,
) => {
	const signed = signedFields.filter((field) => message[field] !== undefined);
	const signature = createSign('RSA-SHA1')
		.update(signed.map((field) => `${field}\n${message[field]}\n`).join(''))
		.sign((await readKeys()).privateKey, 'base64');
	return { ...message, SignatureVersion: '1', Signature: signature, SigningCertURL: `${origin}${KEY_PATH}` };
};
