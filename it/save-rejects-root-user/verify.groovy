def log = new File(basedir, 'build.log').text
assert log.contains('hecktor.user is `0:0`. The platform refuses images that run as root. Write <user>1000:1000</user>')
assert !log.contains('Exception:') : 'no stack trace without -X'
assert !new File(basedir, 'target/hecktor').exists()
return true
