import { account, region } from './shared/names.ts';

/**
 * The variables that every AWS client in this process reads. With dummy credentials and no shared configuration,
 * nothing here can reach the real AWS.
 */
export const embeddedEnvironment = (endpoint: string): Readonly<Record<string, string>> => ({
	AWS_ENDPOINT_URL: endpoint,
	AWS_REGION: region,
	AWS_DEFAULT_REGION: region,
	AWS_ACCESS_KEY_ID: 'embedded',
	AWS_SECRET_ACCESS_KEY: 'embedded',
	AWS_ACCOUNT_ID: account,
	AWS_CONFIG_FILE: '/dev/null',
	AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
	AWS_EC2_METADATA_DISABLED: 'true',
});

/** Variables of a person's shell that could lead a client to another account. */
const ambient = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'];

export const enterEmbeddedEnvironment = (endpoint: string): void => {
	for (const name of Object.keys(process.env)) {
		if (ambient.includes(name) || name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
	}
	Object.assign(process.env, embeddedEnvironment(endpoint));
};
