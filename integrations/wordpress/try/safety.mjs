export async function safety() {}
