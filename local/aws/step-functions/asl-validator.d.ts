/** asl-validator 4 has no declarations. It writes `QueryLanguage` into the definition: give it a copy. */
declare module 'asl-validator' {
	const aslValidator: (
		definition: unknown,
		options?: { readonly checkPaths: boolean; readonly checkArn: boolean },
	) => { readonly isValid: boolean; readonly errorsText: (separator?: string) => string };
	export default aslValidator;
}
