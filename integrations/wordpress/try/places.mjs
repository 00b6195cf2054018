export async function places() {}
