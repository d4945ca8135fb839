/** The value of an environment variable; read at cold start, so that a missing one fails the deployment's first call. */
export const requireEnv = (name: string): string => {
	const value = process.env[name];
	if (!value) throw new Error(`the environment variable ${name} is not set`);
	return value;
};
