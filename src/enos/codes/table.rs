//! The codes of EnOS's public documentation that the calls of this program can meet.

use super::{BUSY, CONNECTION, CREDENTIALS, Code, DONE, PRODUCT, ROW, TOKEN, entry};
use crate::domain::{Again, Follows, Whose};

/// In ascending order. Sources: the error tables of *Batch Create Devices* V2.4 and of the other connection pages for
/// products, models and devices, *Invoking API with Access Token*, the API overview. Any other code is a doubt.
pub(super) static CODES: [Code; 20] = [
    entry(
        -1,
        ROW,
        "Failed",
        "EnOS failed this one and put the reason into words only.",
        "Read EnOS's words: they name what is wrong.",
    ),
    entry(0, DONE, "OK", "EnOS did what was asked.", "Nothing to do."),
    entry(
        1001,
        Follows::passing(Again::Now, Whose::Credentials),
        "Encryption used before",
        "Another token request with this access key was made in the same millisecond.",
        "Try again; if it comes back, see whether another program uses the same access key.",
    ),
    entry(
        1002,
        CREDENTIALS,
        "Unknown access key",
        "EnOS knows no application with this access key.",
        "Copy the access key again from Application Registration in the EnOS console, and check that the gateway address is of the same environment.",
    ),
    entry(
        1003,
        CREDENTIALS,
        "Wrong secret key",
        "The proof made with the secret key does not match the access key.",
        "Copy the secret key again from Application Registration, and check this machine's clock.",
    ),
    entry(
        1004,
        CREDENTIALS,
        "Invalid parameter",
        "The token service did not accept a parameter.",
        "Check access key and secret key for missing or extra characters.",
    ),
    entry(
        1005,
        Follows::passing(Again::Later, Whose::Credentials),
        "Token service failed",
        "The token service had an internal fault.",
        "Wait a minute and try again; if it lasts, tell EnOS support the time and the request id.",
    ),
    entry(
        1202,
        CREDENTIALS,
        "A parameter is empty",
        "The token service or the gateway missed a parameter.",
        "Check that access key, secret key and organisation id are all filled in.",
    ),
    entry(
        1203,
        TOKEN,
        "Token expired",
        "The access token was no longer valid, also after it had been renewed.",
        "Check this machine's clock, then try again.",
    ),
    entry(
        1204,
        TOKEN,
        "Token not renewed",
        "The token service could not renew the access token.",
        "Try again: a new token will be fetched.",
    ),
    entry(
        4011,
        TOKEN,
        "Access expired",
        "The gateway says that the access token is over.",
        "Check this machine's clock, then try again.",
    ),
    entry(
        4012,
        TOKEN,
        "Refresh expired",
        "The gateway says that the token can no longer be renewed.",
        "Try again: a new token will be fetched.",
    ),
    entry(
        11_404,
        ROW,
        "Device cannot be found",
        "There is no such device.",
        "Check product key and device key; a device made just now shows after about two seconds.",
    ),
    entry(
        11_611,
        PRODUCT,
        "Not found",
        "There is no product with this product key.",
        "Choose the product from the list, and check that the organisation id is the right one.",
    ),
    entry(
        11_702,
        ROW,
        "DeviceKey existed",
        "The product already has a device with this device key.",
        "Look at the existing device: if it is the one you mean, leave this row out; otherwise give the row another key.",
    ),
    entry(
        11_705,
        ROW,
        "Device not found",
        "There is no such device (a code inferred from the MQTT protocol).",
        "Check product key and device key.",
    ),
    entry(
        11_714,
        BUSY,
        "Generate deviceKey failed",
        "EnOS could not make up a device key just now; nothing was created.",
        "Submit the row again, or give it a device key of its own, such as the serial number.",
    ),
    entry(
        11_739,
        PRODUCT,
        "Exceed max device size",
        "The product, or the gateway for its sub-devices, would have more devices than allowed, by default 10,000.",
        "Use another product, delete devices that are not needed, or ask the EnOS administrator to raise the limit.",
    ),
    entry(
        11_858,
        CONNECTION,
        "Unable to find public key",
        "Secrets were asked for, but no RSA key pair is registered for the application; nothing was created.",
        "Have an administrator make the RSA key pair (EnOS 2.4: IAM > Service Account; 3.0: Developer Console > App Details), or submit without asking for secrets.",
    ),
    entry(
        12_958,
        ROW,
        "Asset attribute verification failure",
        "An attribute does not fit the thing model: it is required and missing, of the wrong type, or unknown.",
        "Compare the row's attributes with the product's thing model and correct the one EnOS names.",
    ),
];
