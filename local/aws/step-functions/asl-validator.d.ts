/** asl-validator 4 ships no declarations. It writes `QueryLanguage` into the definition that it is given: hand it a copy. */
declare module 'asl-validator' {
	const aslValidator: (
		definition: unknown,
		options?: { readonly checkPaths: boolean; readonly checkArn: boolean },
	) => { readonly isValid: boolean; readonly errorsText: (separator?: string) => string };
	export default aslValidator;
}
