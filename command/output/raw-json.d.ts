/** Of ES2026, which Node has. */
interface JSON {
	rawJSON(text: string): object;
}
