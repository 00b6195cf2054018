import "readerly";
