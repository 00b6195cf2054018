export async function end() {}
