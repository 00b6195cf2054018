-- Returns how many tabs of the site have expired since anybody looked.
return sweep()
