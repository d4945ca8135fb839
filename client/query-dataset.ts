/** A row has a value for each column: a number, a big integer, text, a boolean, null, or a list or object of those. */
export interface QueryResult {
	readonly columns: readonly { readonly name: string; readonly type: string }[];
	readonly rows: readonly (readonly unknown[])[];
	/** The statement gives more rows than `maxRows`. */
	readonly hasMore: boolean;
}
