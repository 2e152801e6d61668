# kyoten_grammar_data(TARGET): builds the files of cli-grammar/{commands,models,messages} into the library.
function(kyoten_grammar_data name)
endfunction()
