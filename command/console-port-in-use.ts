import { ClientError } from '#client/errors.ts';

export class ConsolePortInUse extends ClientError {
	override readonly name = 'ConsolePortInUse';

	constructor(port: number) {
		super(`port ${port} is in use; take another port for the console: --console-port ${port + 1}`);
	}
}
