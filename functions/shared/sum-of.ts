export const sumOf = <Item>(items: readonly Item[], figureOf: (item: Item) => number): number =>
	items.reduce((sum, item) => sum + figureOf(item), 0);
