import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { type Installation, installation, installationParameter } from '#contracts/installation.ts';
import { formatProblems } from '#functions/shared/problems.ts';
import { InstallationNotFound } from './errors.ts';

/**
 * Reads where everything of an installation is, from the parameter that the construct writes.
 *
 * @throws InstallationNotFound, or the SDK's own error if the account cannot be reached
 */
export const readInstallation = async (ssm: SSMClient, instance: string | undefined): Promise<Installation> => {
	const parameter = installationParameter(instance);
	const region = await ssm.config.region();
	const value = await ssm.send(new GetParameterCommand({ Name: parameter })).then(
		({ Parameter }) => Parameter?.Value ?? '',
		(error: Error) => {
			if (error instanceof ParameterNotFound) {
				throw new InstallationNotFound(parameter, region, 'does not exist', error);
			}
			throw error;
		},
	);
	const parsed = installation.safeParse(parseJson(value));
	if (!parsed.success) {
		throw new InstallationNotFound(
			parameter,
			region,
			`has another value than expected (${formatProblems(parsed.error)})`,
		);
	}
	return parsed.data;
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
};
