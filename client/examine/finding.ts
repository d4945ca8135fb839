/** The answer to one question of an examination. */
export interface Finding {
	/** What was examined. */
	readonly subject: string;
	/** `UNKNOWN` if it could not be examined. */
	readonly status: 'OK' | 'PROBLEM' | 'UNKNOWN';
	/** What was found. */
	readonly text: string;
	/** What to do about a problem. */
	readonly remedy?: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, status: 'OK', text });

export const problem = (subject: string, text: string, remedy: string): Finding => ({
	subject,
	status: 'PROBLEM',
	text,
	remedy,
});

export const unknown = (subject: string, text: string): Finding => ({ subject, status: 'UNKNOWN', text });
